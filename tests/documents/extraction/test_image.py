"""What a picture says beside its pixels, and taking it out (handbook 5.4: EXIF, crops)."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, PngImagePlugin

from gongkai.documents.extraction.image import extract_image, gps_of, without_gps
from gongkai.documents.extraction.image.files import jpeg_segment, png_chunk
from gongkai.documents.extraction.model import Extraction, Hidden
from gongkai.documents.inspect import UploadError

GPS = 0x8825
PLACE = {1: "N", 2: (28.0, 30.0, 0.0), 3: "E", 4: (117.0, 15.0, 0.0)}

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
    b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" %s>'
    b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def scene(width: int = 240, height: int = 160) -> Image.Image:
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 10, width // 2, height - 10), "red")
    pen.rectangle((width // 2, 30, width - 20, 90), "blue")
    return picture


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def exif(*, place: bool = True, upright: int = 1, **texts: str | bytes) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = upright
    for tag, text in texts.items():
        made[int(tag.removeprefix("tag"))] = text
    if place:
        made.get_ifd(GPS).update(PLACE)
    return made


def with_segment(jpeg: bytes, kind: int, body: bytes) -> bytes:
    return jpeg[:2] + jpeg_segment(kind, body) + jpeg[2:]


def with_thumbnail(picture: Image.Image, thumbnail: Image.Image) -> bytes:
    small = saved(thumbnail, "JPEG")
    first = struct.pack(">H", 0) + struct.pack(">I", 14)
    second = struct.pack(">H", 3) + b"".join(
        (
            struct.pack(">HHIHH", 0x0103, 3, 1, 6, 0),
            struct.pack(">HHII", 0x0201, 4, 1, 14 + 2 + 36 + 4),
            struct.pack(">HHII", 0x0202, 4, 1, len(small)),
        )
    )
    directories = struct.pack(">I", 8) + first + second + struct.pack(">I", 0)
    block = b"MM\0*" + directories + small
    return with_segment(saved(picture, "JPEG", quality=95), 0xE1, b"Exif\0\0" + block)


def hidden(read: Extraction) -> list[tuple[str, Hidden | None]]:
    return [(piece.place, piece.hidden) for piece in read.segments if piece.hidden]


class TestReading:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_the_place_is_hidden_and_in_words(self, kind: str) -> None:
        data = saved(scene(), kind, exif=exif())

        (piece,) = extract_image(data).segments

        assert (piece.place, piece.hidden) == ("gps", Hidden.GPS)
        assert piece.text == "拍摄地点：纬度 28.500000°N，经度 117.250000°E"
        assert gps_of(data) == piece.text

    def test_the_place_in_xmp_alone(self) -> None:
        packet = XMP % (
            b'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="28,30.0N" '
            b'exif:GPSLongitude="117,15.0E"'
        )
        data = with_segment(
            saved(scene(), "JPEG"), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet
        )

        assert gps_of(data) == "拍摄地点：纬度 28,30.0N，经度 117,15.0E"

    @pytest.mark.parametrize("data", [b"", b"no picture", saved(scene(), "JPEG")])
    def test_no_place_is_an_empty_text(self, data: bytes) -> None:
        assert gps_of(data) == ""

    def test_the_picture_itself_is_for_a_person(self) -> None:
        read = extract_image(saved(scene(), "PNG"))

        assert read.segments == ()
        (part,) = read.unread
        assert (part.place, part.why) == ("image", "图片里的文字须由人看。")

    @pytest.mark.parametrize("code", ["utf-8", "gb18030"])
    def test_words_in_exif(self, code: str) -> None:
        written = "张三 13800138000".encode(code)
        data = saved(scene(), "JPEG", exif=exif(place=False, tag315=written, tag270="about"))

        said = {piece.label: piece.text for piece in extract_image(data).segments}
        assert said == {"文件属性：作者": "张三 13800138000", "文件属性：说明": "about"}

    def test_words_of_windows_and_remarks_of_cameras(self) -> None:
        made = Image.Exif()
        made[0x9C9C] = "张三的照片\0".encode("utf-16-le")
        made.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "备忘".encode("utf-16-le")

        said = [piece.text for piece in extract_image(saved(scene(), "JPEG", exif=made)).segments]
        assert said == ["张三的照片", "备忘"]

    def test_comment_and_xmp_and_iptc_of_a_jpeg(self) -> None:
        caption = "身份证号码在此".encode()
        record = b"\x1c\x02\x78" + struct.pack(">H", len(caption)) + caption
        block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
        if len(record) % 2:
            block += b"\0"
        data = saved(scene(), "JPEG")
        data = with_segment(data, 0xFE, "手写备注".encode())
        data = with_segment(data, 0xED, b"Photoshop 3.0\0" + block)
        data = with_segment(
            data,
            0xE1,
            b"http://ns.adobe.com/xap/1.0/\0" + XMP % 'xmlns:p="http://p/" p:Note="李四"'.encode(),
        )

        texts = {piece.text for piece in extract_image(data).segments}
        assert texts == {"手写备注", "身份证号码在此", "李四"}

    def test_text_chunks_of_a_png_after_the_pixels_too(self) -> None:
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", "13800138000")
        info.add_itxt("Title", "张三", zip=True)
        data = saved(scene(), "PNG", pnginfo=info)
        tail = png_chunk(b"zTXt", b"Late\0\0" + zlib.compress("李四".encode()))
        data = data[:-12] + tail + data[-12:]

        texts = [piece.text for piece in extract_image(data).segments]
        assert texts == ["13800138000", "张三", "李四"]

    def test_a_thumbnail_of_another_shape_shows_what_was_cut(self) -> None:
        whole = scene(240, 160)
        data = with_thumbnail(whole.crop((0, 0, 100, 160)), whole.resize((120, 80)))

        assert hidden(extract_image(data)) == [("thumbnail", Hidden.CROPPED)]

    def test_a_thumbnail_from_before_the_blackening(self) -> None:
        whole = scene()
        blackened = whole.copy()
        ImageDraw.Draw(blackened).rectangle((100, 20, 230, 100), "black")

        assert hidden(extract_image(with_thumbnail(blackened, whole.resize((120, 80))))) == [
            ("thumbnail", Hidden.CROPPED)
        ]

    def test_an_honest_thumbnail_even_with_bars_is_no_finding(self) -> None:
        whole = scene()
        barred = Image.new("RGB", (120, 90), "black")
        barred.paste(whole.resize((120, 80)), (0, 5))

        assert hidden(extract_image(with_thumbnail(whole, whole.resize((120, 80))))) == []
        assert hidden(extract_image(with_thumbnail(whole, barred))) == []

    @pytest.mark.parametrize(
        ("settings_", "found"),
        [
            (b'crs:HasCrop="True" crs:CropTop="0.1"', [("crop", Hidden.CROPPED)]),
            (b'crs:HasCrop="True" crs:AlreadyApplied="True"', []),
            (b'crs:HasCrop="False"', []),
        ],
    )
    def test_a_crop_that_is_only_a_setting(self, settings_: bytes, found: list[object]) -> None:
        packet = XMP % (b'xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" ' + settings_)
        data = with_segment(
            saved(scene(), "JPEG"), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet
        )

        assert hidden(extract_image(data)) == found

    def test_what_is_appended_after_the_end(self) -> None:
        data = saved(scene(), "JPEG") + saved(scene(), "JPEG")

        assert hidden(extract_image(data)) == [("tail", Hidden.EMBEDDED_FILE)]

    def test_further_pictures_in_one_file_are_named(self) -> None:
        data = saved(scene(), "PNG", save_all=True, append_images=[scene().rotate(90)])

        assert [part.place for part in extract_image(data).unread] == ["image", "frames"]


class TestCleaning:
    @staticmethod
    def same_pixels(one: bytes, other: bytes) -> bool:
        with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
            return (first.mode, first.tobytes()) == (second.mode, second.tobytes())

    @pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
    @pytest.mark.parametrize("upright", [1, 6])
    def test_a_jpeg_keeps_every_pixel_and_its_way_up(
        self, options: dict[str, object], upright: int
    ) -> None:
        made = exif(upright=upright, tag315="someone")
        data = saved(scene(), "JPEG", exif=made, icc_profile=b"profile", comment=b"c", **options)

        clean = without_gps(with_segment(data, 0xED, b"Photoshop 3.0\0") + b"tail" * 50)

        assert self.same_pixels(data, clean)
        assert extract_image(clean).segments == ()
        assert b"someone" not in clean
        with Image.open(io.BytesIO(clean)) as picture:
            assert picture.getexif().get(0x0112, 1) == upright
            assert picture.info["icc_profile"] == b"profile"

    @pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1"])
    def test_a_png_keeps_every_pixel(self, mode: str) -> None:
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", "13800138000")
        info.add_itxt("XML:com.adobe.xmp", "<x/>")
        data = saved(scene().convert(mode), "PNG", pnginfo=info, exif=exif(upright=8), dpi=(96, 96))

        clean = without_gps(data + b"tail" * 50)

        assert self.same_pixels(data, clean)
        assert extract_image(clean).segments == ()
        assert b"13800138000" not in clean
        with Image.open(io.BytesIO(clean)) as picture:
            assert picture.getexif().get(0x0112) == 8
            assert round(picture.info["dpi"][0]) == 96

    def test_a_thumbnail_goes_too(self) -> None:
        data = with_thumbnail(scene(), scene().resize((90, 90)))

        assert hidden(extract_image(without_gps(data))) == []

    def test_cleaning_twice_changes_nothing_more(self) -> None:
        clean = without_gps(saved(scene(), "JPEG", exif=exif(upright=3)))

        assert without_gps(clean) == clean

    @pytest.mark.parametrize("data", [b"", b"text", saved(scene(), "GIF")])
    def test_what_is_neither_is_refused(self, data: bytes) -> None:
        with pytest.raises(UploadError):
            without_gps(data)


class TestRefused:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_a_picture_that_breaks_off(self, kind: str) -> None:
        data = saved(scene(), kind)

        with pytest.raises(UploadError, match="损坏"):
            extract_image(data[: len(data) // 2])

    def test_a_bomb(self) -> None:
        header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
        bomb = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)
        bomb += png_chunk(b"IDAT", zlib.compress(bytes(1_000))) + png_chunk(b"IEND", b"")

        with pytest.raises(UploadError, match="像素超过"):
            extract_image(bomb)
        assert gps_of(bomb) == ""

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_flipped_bits_end_in_a_sentence_or_in_a_reading(self, data: st.DataObject) -> None:
        file = bytearray(data.draw(st.sampled_from(_BUSY)))
        for _ in range(data.draw(st.integers(1, 8))):
            file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
        for work in (extract_image, without_gps):
            try:
                work(bytes(file))
            except UploadError as error:
                assert "图片" in str(error)
        assert isinstance(gps_of(bytes(file)), str)


_BUSY = [
    with_segment(
        saved(scene(60, 60), "JPEG", exif=exif(tag315="someone"), comment=b"c"),
        0xE1,
        b"http://ns.adobe.com/xap/1.0/\0" + XMP % b'xmlns:p="http://p/" p:Note="x"',
    ),
    with_thumbnail(scene(60, 60), scene(60, 40)),
    saved(scene(60, 60), "PNG", exif=exif(), compress_level=9),
]
