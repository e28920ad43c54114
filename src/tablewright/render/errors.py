"""What cannot be rendered, or read back."""


class RenderError(ValueError):
    """The tables cannot be written as a template; the message says why and what to do."""


class TemplateError(ValueError):
    """A template cannot be read: it is malformed, or says something in a way that is not understood."""
