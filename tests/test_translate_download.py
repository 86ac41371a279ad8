"""Packages are fetched when somebody says so: with a digest, going on where it broke off."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import urllib.error
from email.message import Message

import pytest

from culturekit.cli import main
from culturekit.errors import InvalidValue, PackageRejected
from culturekit.translate import download, packages

tiny = pytest.importorskip("tiny_package")
BASE = "https://packages.example/index"


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return tiny.build(tmp_path_factory.mktemp("made")).read_bytes()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", BASE)
    return tmp_path / "packages"


class Answer(io.BytesIO):
    """What a server sends; `breaks` after so many bytes."""

    def __init__(self, url, content, status=200, breaks=None, **headers):
        super().__init__(content)
        self.url, self.status, self._left = url, status, breaks
        self.headers = Message()
        self.headers["Content-Length"] = str(len(content))
        for name, value in headers.items():
            self.headers[name.replace("_", "-")] = value

    def read(self, size=-1):
        if self._left is None:
            return super().read(size)
        block = super().read(min(4096, self._left))
        self._left -= len(block)
        if not block:
            raise ConnectionResetError("reset by peer")
        return block


class Server:
    """Files by address, with ranges; remembers what it was asked."""

    def __init__(self, content, **entry):
        self.links = ["https://mirror.example/gone", "https://mirror.example/en_es"]
        about = {
            "code": "translate-en_es",
            "from_code": "en",
            "from_name": "English",
            "to_code": "es",
            "to_name": "Spanish",
            "package_version": "1.0",
            "links": ["ipfs://Qm", "http://mirror.example/plain", *self.links],
        }
        self.files = {
            f"{BASE}/index.json": json.dumps(
                [about | entry, {"type": "sbd", "code": "sbd"}, "junk", {"code": "../x"}]
            ).encode(),
            self.links[1]: content,
        }
        self.etag: str | None = '"1"'
        self.breaks: int | None = None
        self.ranges: list[str | None] = []

    def __call__(self, request, timeout):  # noqa: ARG002 - as urlopen is called
        url = request.full_url
        found = self.files.get(url)
        if found is None:
            raise urllib.error.HTTPError(url, 404, "not found", Message(), None)
        if url.endswith(".json"):
            return Answer(url, found)
        begin = request.get_header("Range")
        self.ranges.append(begin)
        headers = {"ETag": self.etag} if self.etag else {}
        if begin and request.get_header("If-range") == self.etag:
            start = int(re.fullmatch(r"bytes=(\d+)-", begin)[1])
            if start >= len(found):
                raise urllib.error.HTTPError(url, 416, "no such range", Message(), None)
            span = f"bytes {start}-{len(found) - 1}/{len(found)}"
            return Answer(url, found[start:], 206, self.breaks, Content_Range=span, **headers)
        return Answer(url, found, 200, self.breaks, **headers)


def test_search_finds_by_tag_and_by_name(folder, content):
    server = Server(content)
    (found,) = download.search(["en", "spanish"], opener=server)
    assert (found.name, found.source, found.target) == ("translate-en_es", "en", "es")
    assert found.links == tuple(server.links)  # only what is encrypted
    assert download.search(["de"], opener=server) == ()
    assert len(download.search(opener=server)) == 1


def test_a_download_is_installed_with_its_digest(folder, content, tmp_path):
    said = []
    package, digest = download.download(
        "translate-en_es", progress=lambda *one: said.append(one), opener=Server(content)
    )
    assert digest == hashlib.sha256(content).hexdigest()
    assert [one.name for one in packages.installed()] == [package.name]
    assert said[-1] == (len(content), len(content))
    assert list((tmp_path / "culturekit-downloads").iterdir()) == []


def test_it_goes_on_where_it_broke_off(folder, content, tmp_path):
    server = Server(content)
    server.breaks = 5_000
    for _ in range(2):
        with pytest.raises(PackageRejected, match="broke off"):
            download.download("translate-en_es", opener=server)
    assert packages.installed() == ()
    server.breaks = None
    _, digest = download.download("translate-en_es", opener=server)
    assert server.ranges == [None, "bytes=5000-", "bytes=10000-"]
    assert digest == hashlib.sha256(content).hexdigest()


def test_all_of_it_was_here_but_nobody_had_looked(folder, content, tmp_path):
    server = Server(content)
    server.breaks = len(content)
    with pytest.raises(PackageRejected, match="broke off"):
        download.download("translate-en_es", opener=server)
    server.breaks = None
    _, digest = download.download("translate-en_es", opener=server)
    assert digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("etag", ['"2"', None])
def test_a_file_that_changed_meanwhile_is_fetched_anew(folder, content, etag):
    server = Server(content)
    server.breaks = 10_000
    with pytest.raises(PackageRejected):
        download.download("translate-en_es", opener=server)
    server.breaks, server.etag = None, etag
    _, digest = download.download("translate-en_es", opener=server)
    assert digest == hashlib.sha256(content).hexdigest()


def test_another_digest_is_refused(folder, content, tmp_path):
    with pytest.raises(PackageRejected, match="has SHA-256"):
        download.download("translate-en_es", sha256="0" * 64, opener=Server(content))
    assert packages.installed() == ()
    wanted = hashlib.sha256(content).hexdigest().upper()
    assert download.download("translate-en_es", sha256=wanted, opener=Server(content))


def test_what_is_no_package_is_not_installed(folder, tmp_path):
    with pytest.raises(PackageRejected, match="zip file"):
        download.download("translate-en_es", opener=Server(b"no package"))
    assert packages.installed() == ()
    assert list((tmp_path / "culturekit-downloads").iterdir()) == []


def test_a_name_that_is_not_there(folder, content):
    with pytest.raises(InvalidValue, match="translate-en_es"):
        download.download("translate-en_xx", opener=Server(content))


def test_only_encrypted_addresses(folder, content, monkeypatch):
    server = Server(content, links=["http://mirror.example/x", "file:///etc/passwd", 7])
    with pytest.raises(PackageRejected, match="gives no address"):
        download.download("translate-en_es", opener=server)
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://packages.example/")
    with pytest.raises(PackageRejected, match="no https address"):
        download.search(opener=server)


def test_nor_one_that_leads_elsewhere(folder, content):
    def elsewhere(request, timeout):
        return Answer("http://evil.example/index.json", b"[]")

    with pytest.raises(PackageRejected, match=r"leads to http://evil\.example"):
        download.search(opener=elsewhere)


@pytest.mark.parametrize("answer", [b"{]", b"{}", b"[" * 100_000, b"\xff"])
def test_what_is_no_index(folder, answer):
    with pytest.raises(PackageRejected, match="is no"):
        download.search(opener=lambda request, **_: Answer(request.full_url, answer))


def test_the_command_says_what_it_fetched(folder, content, monkeypatch, capsys):
    monkeypatch.setattr("urllib.request.urlopen", Server(content))
    assert main(["models", "search", "es"]) == 0
    assert "translate-en_es" in capsys.readouterr().out
    assert main(["models", "download", "translate-en_es"]) == 0
    out, err = capsys.readouterr()
    assert f"SHA-256 {hashlib.sha256(content).hexdigest()}" in out
    assert "installed translate-en_es-1_0: en to es" in out
    assert "MB" in err
    assert main(["models", "search", "xx"]) == 1


LOOPBACK = """
import http.server, json, os, pathlib, sys, threading
from culturekit.cli import main
package = pathlib.Path(sys.argv[1]).read_bytes()
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = package
        if self.path == "/index.json":
            body = json.dumps([{"code": "translate-en_es", "from_code": "en", "to_code": "es",
                "links": [f"{base}/package"]}]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
base = f"http://127.0.0.1:{server.server_port}"
os.environ["ARGOS_PACKAGE_INDEX"] = base
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.exit(main(["models", "download", "translate-en_es"]))
"""


def test_over_a_real_connection_on_this_machine(folder, content, tmp_path):
    (tmp_path / "en_es").write_bytes(content)
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", LOOPBACK, str(tmp_path / "en_es")],
        capture_output=True, text=True, check=False, timeout=120, env=environment,
    )  # fmt: skip
    assert (done.returncode, "installed translate-en_es-1_0" in done.stdout) == (0, True), done
