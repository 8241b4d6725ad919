"""What a text must be to be screened, as every door asks for it: `classifier.screenable` has the rule."""

from classifier.screenable import NOT_BLANK, mended, screenable

__all__ = ["NOT_BLANK", "mended", "screenable"]
