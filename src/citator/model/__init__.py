"""Frozen values named as the field names them; nothing here reads a file or imports a third party."""
