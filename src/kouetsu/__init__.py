"""kouetsu (校閲): checks the content of finished articles."""

__version__ = "0.1.0"
