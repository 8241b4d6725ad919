"""The commands, grouped by what they are about; `service.cli` puts them together."""
