"""Images are decoded and drawn anew: what a camera, a phone or a program wrote beside the picture is gone."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from files.sandbox.faults import Fault

MOST_PIXELS = 20_000_000  # a page of A4 in 400 dots per inch has 15 million
MODES = {"PNG": ("1", "L", "LA", "I;16", "I", "P", "RGB", "RGBA"), "JPEG": ("L", "RGB", "CMYK")}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def redrawn(raw: bytes, form: str) -> bytes:
    """The same picture, upright, in the same format, without any words beside it."""
    try:
        picture = Image.open(io.BytesIO(raw), formats=[form])
        if picture.width * picture.height > MOST_PIXELS:
            raise Fault("too_many_pixels")
        if form == "PNG" and getattr(picture, "n_frames", 1) > 1:
            raise Fault("animated")
        picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise Fault("too_many_pixels") from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise Fault("damaged") from fault
    return _written(ImageOps.exif_transpose(picture), form)


def _written(picture: Image.Image, form: str) -> bytes:
    kept = {name: value for name, value in picture.info.items() if name == "transparency"}
    picture.info.clear()
    picture.info.update(kept)
    if picture.mode not in MODES[form]:
        picture = picture.convert("RGB")
    out = io.BytesIO()
    picture.save(out, format=form, **({"quality": 90} if form == "JPEG" else {}))
    return out.getvalue()
