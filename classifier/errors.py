"""Every error that Prescreen raises on purpose.

PrescreenError               what was expected, what was got, where, and what to do
├── InputError               the caller's input: a file, a row, a field, a text
│   ├── PolicyError          a policy file or list that cannot be used, or a change that comes too soon
│   ├── DataError            labelled data that break the labelling guide; carries every bad row
│   └── TextTooLong          a text over the limit of a door
├── BundleError              a trained model that cannot be loaded
│   ├── BundleMissing        no bundle of that name
│   ├── BundleDamaged        a file differs from the hash in the manifest
│   └── BundleIncompatible   another format, or another taxonomy
└── MissingExtra             an optional library is needed for this command
"""


class PrescreenError(Exception):
    """Base of all errors that are meant to be read by a user in one or two lines."""


class InputError(PrescreenError):
    """The caller's input cannot be used; the message names the place and what was expected."""


class PolicyError(InputError):
    """A policy that cannot be used; the message names file, line and key."""


class DataError(InputError):
    """Labelled data that break the guide. `problems` holds one line for every bad row."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        noun = "problem" if len(problems) == 1 else "problems"
        super().__init__(f"{len(problems)} {noun} in the labelled data:\n" + "\n".join(problems))


class TextTooLong(InputError):
    """A text that is longer than the door in question accepts."""


class BundleError(PrescreenError):
    """A trained model that cannot be loaded."""


class BundleMissing(BundleError):
    """There is no bundle where one was expected."""


class BundleDamaged(BundleError):
    """A file of the bundle is missing, cut short or changed."""


class BundleIncompatible(BundleError):
    """The bundle was written in another format or for another taxonomy."""


class MissingExtra(PrescreenError):
    """A command needs an optional library that is not installed."""

    def __init__(self, library: str, extra: str, command: str) -> None:
        super().__init__(f"`prescreen {command}` needs {library}: install it with pip install 'prescreen[{extra}]'")
