"""The QR code is a picture that can be printed and scanned."""

from io import BytesIO

from PIL import Image

from affiliates.site.pictures.qr_code import qr_code_png


def test_code_is_square_sharp_and_has_the_margin_that_scanners_need() -> None:
    picture = Image.open(BytesIO(qr_code_png("https://groups.example.org/?region=US-MI"))).convert("L")

    modules = picture.width // 10
    assert picture.size == (modules * 10, modules * 10)
    assert picture.getcolors() is not None
    assert {level for _, level in picture.getcolors() or ()} == {0, 255}
    inner = Image.eval(picture, lambda level: 255 - level).getbbox()
    assert inner == (40, 40, picture.width - 40, picture.height - 40)


def test_addresses_have_codes_of_their_own() -> None:
    codes = {qr_code_png(f"https://groups.example.org/?region={code}") for code in ("US-MI", "US-TX")}

    assert len(codes) == 2
