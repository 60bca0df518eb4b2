"""Writes digits.txt from scikit-learn's copy of the digits; run once, with scikit-learn installed, to make it again."""

from pathlib import Path

from sklearn.datasets import load_digits

PER_DIGIT = 60
LEVELS = "0123456789abcdefg"  # one character for each of a pixel's 17 grey levels


def main():
    digits = load_digits()
    by_label = [digits.data[digits.target == label].astype(int) for label in range(10)]
    lines = []
    for turn in range(PER_DIGIT):
        for label, images in enumerate(by_label):
            # Evenly spaced, because neighbours in the file were often written by the same person.
            pixels = images[turn * len(images) // PER_DIGIT]
            lines.append(f"{label} {''.join(LEVELS[pixel] for pixel in pixels)}\n")
    (Path(__file__).parent / "digits.txt").write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
