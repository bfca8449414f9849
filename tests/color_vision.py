"""Colours as those see them who have no cones of one kind, and as a grey printer makes them; how far apart they are."""

import numpy as np

# Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB; grey by the luminance of sRGB.
SIGHTS = {
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(color: str):
    """A colour #rrggbb as linear RGB, 0 to 1."""
    channels = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(color: str, sight: str):
    """CIE L*a*b* (D65) of a colour as it is seen."""
    seen = np.clip(np.array(SIGHTS[sight]) @ linear(color), 0, 1)
    x, y, z = (_TO_XYZ @ seen) / (0.9505, 1.0, 1.089)
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def distance(one: str, other: str, sight: str) -> float:
    """How far apart two colours are seen (CIE 1976); about 2 can just be told apart side by side."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2), 1 to 21."""
    high, low = sorted((float([0.2126, 0.7152, 0.0722] @ linear(color)) for color in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
