"""Settings in three profiles: demonstration, production, test."""
