"""Password hashing for the demonstration, whose password is printed on the screen anyway."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemonstrationHasher(PBKDF2PasswordHasher):
    """Few iterations: forty invented people are made while somebody waits for the first start."""

    algorithm = "pbkdf2_sha256_demonstration"
    iterations = 5_000
