"""The book as a zip for a classroom without a network (``make dist``): it opens from the disk.

The site is built as always; then its pages are changed for file:// addresses, where browsers open no folder's
index.html, load no modules, start no workers and fetch nothing. Links name files, the modules come as texts
in an import map, which browsers know since 2023, and data in scripts of their own (offline.js).
"""

import json
import re
import shutil
import zipfile
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote, urljoin

from literate.site.downloads import zip_of
from literate.site.languages import CONFIGS
from literate.site.policy import digest_of, with_policy
from literate.site.pyodide import FRAME

TAG = re.compile(r"<[a-z][^<>]*>")
ADDRESS = re.compile(r'\b(?:href|src)="(?P<path>[^":?#/][^":?#]*?)/?(?=["?#])')
FOR_HOSTS = re.compile(
    r'<(?:link rel="(?:canonical|alternate ?|preload)"|meta (?:property="og:|name="twitter:|http-equiv="C))'
    r'[^<>]*>\s*')
MODULE = re.compile(
    r'<script(?= [^>]*type="module")[^>]* src="[^"]*assets/js/(?P<name>[\w/-]+\.js)"[^>]*></script>')
IMPORTED = re.compile(r'(?P<before>\bfrom ?|\bimport ?\(?)"(?P<path>\.{1,2}/[\w./-]+\.js)"')
FONT = re.compile(r'url\("?(?P<path>[^")]*\.woff2)"?\)')
OFFLINE, MODULES, WORKERS = "offline.js", "modules.js", "workers.js"
TEXT = "data:text/javascript;charset=utf-8,"
OWN = "'self' file: data: blob:"        # where the site's files are; 'self' alone need not be the disk


def convert(site: Path) -> None:
    """Change the site in the folder so that it works from a disk."""
    for path in [*site.rglob("404.html"), *site.rglob("sitemap.xml*"), *site.rglob("*.map")]:
        path.unlink()
    scripts = site / "assets" / "js"
    texts = {}
    for path in sorted(scripts.rglob("*.js")):
        name = path.relative_to(scripts).as_posix()
        texts[f"book/{name}"] = TEXT + quote(as_text(path.read_text("utf-8"), name))
        path.unlink()
    imports = json.dumps({"imports": texts})
    for path in sorted(site.rglob("*.html")):
        if path.name != FRAME:              # which is there for a folder that is served
            page = on_disk(path.read_text("utf-8"), path.relative_to(site), site)
            path.write_bytes(with_policy(page, OWN, f"'{digest_of(imports)}'").encode())
    (scripts / MODULES).write_bytes(f"offline.define({json.dumps(imports)});\n".encode())
    shutil.copy(Path(__file__).with_name(OFFLINE), scripts)
    bring_search(site)
    for data in site.rglob("*.json"):
        text = f"document.currentScript.brought = {json.dumps(data.read_text('utf-8'))};\n"
        data.with_name(f"{data.name}.js").write_bytes(text.encode())
        data.unlink()
    for sheet in site.rglob("*.css"):
        sheet.write_bytes(with_fonts(sheet).encode())


def as_text(module: str, name: str) -> str:
    """A module that imports others by their paths below assets/js/: its own address is that of a text."""
    text = IMPORTED.sub(lambda match: f'{match["before"]}"{urljoin(f"book/{name}", match["path"])}"', module)
    return text.replace("import.meta.url", f'offline.addressOf("{name}")')


def zip_site(site: Path, name: str) -> bytes:
    """A zip of the site, in a folder of that name."""
    files = {path.relative_to(site).as_posix(): path.read_bytes()
             for path in sorted(site.rglob("*")) if path.is_file()}
    return zip_of(files, name, zipfile.ZIP_DEFLATED)


# --- pages --------------------------------------------------------------------------------


def on_disk(text: str, page: Path, site: Path) -> str:
    """A page, at the path ``page`` below the site, for file:// addresses."""
    def file_address(found: re.Match) -> str:
        is_folder = ((site / page).parent / found["path"] / "index.html").is_file()
        return f"{found[0].rstrip('/')}/index.html" if is_folder else found[0]

    way = "../" * (len(page.parts) - 1)
    text = FOR_HOSTS.sub("", text)
    text = TAG.sub(lambda tag: ADDRESS.sub(file_address, tag[0]), text)
    text = MODULE.sub(r'<script type="module">import "book/\g<name>";</script>', text)
    first = "".join(f'<script src="{way}assets/js/{name}"></script>\n'
                    for name in (OFFLINE, WORKERS, MODULES))
    return text.replace("<script", f"{first}<script", 1)


# --- data ---------------------------------------------------------------------------------


def bring_search(site: Path) -> None:
    """Make scripts of the search's indexes, which lead to files, and of what its worker runs."""
    for index in site.rglob("search_index.json"):
        found = json.loads(index.read_text("utf-8"))
        for entry in found["docs"]:
            entry["location"] = re.sub(r"^(?:[^#]*/)?(?=#|$)", r"\g<0>index.html", entry["location"])
        script = f"var __index = {json.dumps(found, ensure_ascii=False)};\n"
        index.with_suffix(".js").write_bytes(script.encode())
        index.unlink()
    place, parts = site / "assets" / "javascripts", (*CONFIGS, "multi", "stemmer")
    scripts = [path for path in place.glob("lunr/min/*.js") if path.name.split(".")[1] in parts]
    texts = {path.name: path.read_text("utf-8") for path in sorted([*place.glob("workers/*.js"), *scripts])}
    workers = f"Object.assign(offline.workers, {json.dumps(texts, ensure_ascii=False)});\n"
    (site / "assets" / "js" / WORKERS).write_bytes(workers.encode())
    for folder in ("workers", "lunr"):
        shutil.rmtree(place / folder)


def with_fonts(sheet: Path) -> str:
    """A style sheet with its fonts in it: some browsers load none from a disk, or one that is optional."""
    def data(match: re.Match) -> str:
        font = b64encode((sheet.parent / match["path"]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{font}")'

    return FONT.sub(data, sheet.read_text("utf-8")).replace("font-display: optional", "font-display: swap")
