"""The verbs of the command line, one a module: ``configure`` its parser, ``run`` it."""
