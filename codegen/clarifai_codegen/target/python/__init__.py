"""Typed Python clients."""
