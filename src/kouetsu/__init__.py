"""kouetsu (校閲): checks the content of finished articles."""

__version__ = "0.1.0"

__all__ = [
    "Applicability",
    "ConfigError",
    "Edit",
    "Failure",
    "Finding",
    "Fix",
    "Place",
    "Related",
    "Report",
    "Severity",
    "__version__",
    "check",
]

# Type checkers take this name for true; to import it from typing would cost half of a start.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from kouetsu.api import (
        Applicability,
        ConfigError,
        Edit,
        Failure,
        Finding,
        Fix,
        Place,
        Related,
        Report,
        Severity,
        check,
    )
else:

    def __getattr__(name):  # noqa: ANN001, ANN202 - type checkers read the imports above
        """Load the Python API when something of it is first used (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from kouetsu import api

        return getattr(api, name)
