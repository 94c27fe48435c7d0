"""Books in the site: files beside the first pages, which alone lead to them."""

from literate.findings import ROOT
from literate.labels import labels
from literate.site import dist
from literate.site.languages import folder_of, languages


def test_first_pages_lead_to_the_books(tmp_path, monkeypatch):
    monkeypatch.setattr(dist, "MAKERS", {"epub": lambda root, site, code: code.encode() * 100_000})
    for code in languages(ROOT):
        (tmp_path / folder_of(code)).mkdir(exist_ok=True)
        (tmp_path / folder_of(code) / "index.html").write_text("<article>a</article>", "utf-8")
    dist.add_to_site(ROOT, tmp_path)
    for code in languages(ROOT):
        name, text = f"tensorflow-internals-{code}.epub", labels(code)["books"]["download"]
        assert (tmp_path / folder_of(code) / name).read_bytes() == code.encode() * 100_000
        assert (tmp_path / folder_of(code) / "index.html").read_text("utf-8") == (
            f'<article>a<div class="downloads"><p>{text}: <a download href="{name}">EPUB (0.2 MB)</a></p>'
            "</div>\n</article>")
