def normalise_address(street, zip_code=None):
    return " ".join(f"{street or ''} {zip_code or ''}".lower().split())


def normalise_uprn(text):
    return (text or "").strip().lstrip("0")
