"""The demonstration town (示例镇): its content as data, and the loader that files it."""
