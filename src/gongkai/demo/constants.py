"""What the login page says in the demonstration profile."""

from gongkai.demo.password import DEMONSTRATION_PASSWORD

DEMO_PASSWORD = DEMONSTRATION_PASSWORD
