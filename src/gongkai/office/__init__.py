"""The staff shell: home by role, navigation, shared components."""
