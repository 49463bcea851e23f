"""Signatures on review sheets. The algorithm is named beside each and can be changed."""

from gongkai.review.signing.ed25519 import Ed25519Signer, key_id
from gongkai.review.signing.registry import (
    Signed,
    Signer,
    forget_signer,
    is_genuine,
    register_signer,
    sign,
)

register_signer(Ed25519Signer())

__all__ = [
    "Ed25519Signer",
    "Signed",
    "Signer",
    "forget_signer",
    "is_genuine",
    "key_id",
    "register_signer",
    "sign",
]
