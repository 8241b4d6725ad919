"""What `classifier.links` is made of: the text as a link's reader sees it, hosts, and which bare hosts are links."""
