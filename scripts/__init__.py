"""Scripts that set the project up and train its models; nothing here is part of the installed program."""
