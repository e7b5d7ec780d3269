"""What a host collected from readers → files that await an editor's approval."""
