"""WebP decoded straight to a smaller size: Pillow decodes it as an animation, at 17 bytes a pixel (690 MB of 40 MP).

libwebp itself scales while it decodes; it is the one that Pillow's own module is linked to.
"""

import ctypes
from functools import lru_cache

from PIL import Image as Picture
from PIL import _webp

_ABI = 0x0209  # of webp/decode.h; libwebp checks its upper byte
_MODE_RGBA = 1


class _Buffer(ctypes.Structure):
    """WebPDecBuffer, with the RGBA half of its union and room for the larger other half."""

    _fields_ = [
        ("colorspace", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("is_external_memory", ctypes.c_int),
        ("rgba", ctypes.c_void_p),
        ("stride", ctypes.c_int),
        ("size", ctypes.c_size_t),
        ("_rest_of_union", ctypes.c_uint8 * 56),
        ("_pad", ctypes.c_uint32 * 4),
        ("private_memory", ctypes.c_void_p),
    ]


class _Config(ctypes.Structure):
    """WebPDecoderConfig: what the file is, where the pixels go, how to decode."""

    _fields_ = [
        ("_features", ctypes.c_int * 10),
        ("output", _Buffer),
        *((name, ctypes.c_int) for name in ("bypass_filtering", "no_fancy_upsampling", "use_cropping")),
        ("_crop", ctypes.c_int * 4),
        *((name, ctypes.c_int) for name in ("use_scaling", "scaled_width", "scaled_height", "use_threads")),
        ("_other_options", ctypes.c_int * 3),
        ("_pad", ctypes.c_uint32 * 5),
    ]


class Still:
    """What Pillow found out about a WebP file; its own picture would go on holding a copy of the whole file."""

    format, mode = "WEBP", "RGBA"

    def __init__(self, picture, file):
        self.file, self.size, self.info, self.exif = file, picture.size, picture.info, picture.getexif()
        self.width, self.height = picture.size

    def getexif(self):
        return self.exif

    def decoded(self, size):
        """As RGBA of `size`, not larger than its own. ValueError when it is broken or cut off."""
        self.file.seek(0)
        return decode(self.file.read(), size)


def decode(content, size):
    """A still WebP as an RGBA picture of `size`, not larger than its own. ValueError when it is broken or cut off."""
    library, config = _library(), _Config()
    if not library.WebPInitDecoderConfigInternal(ctypes.byref(config), _ABI):
        raise ValueError("libwebp has another interface")
    pixels = bytearray(size[0] * size[1] * 4)
    held = (ctypes.c_uint8 * len(pixels)).from_buffer(pixels)
    config.use_scaling, (config.scaled_width, config.scaled_height) = 1, size
    config.output.colorspace, config.output.is_external_memory = _MODE_RGBA, 1
    config.output.rgba, config.output.stride, config.output.size = ctypes.addressof(held), size[0] * 4, len(pixels)
    status = library.WebPDecode(content, len(content), ctypes.byref(config))
    if status:
        raise ValueError(f"libwebp refuses: {status}")
    return Picture.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1)


@lru_cache(maxsize=1)
def _library():
    library = ctypes.CDLL(_webp.__file__)
    library.WebPInitDecoderConfigInternal.argtypes = [ctypes.c_void_p, ctypes.c_int]
    library.WebPDecode.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p]
    return library
