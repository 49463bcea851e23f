"""The implementation plan: phases, tasks, training, guidance checks, unit reports."""
