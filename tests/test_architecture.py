"""The house of docs/decisions and README: who may import whom, and how long things may get."""

import ast
import graphlib
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text())
    for package in ("govap", "news", "videos")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

STOREYS = [
    {"govap.text", "govap.encodings", "govap.documents", "govap.prepared", "govap.spreadsheet"},
    {"govap.delivery", "govap.counting", "govap.names"},
    {"govap.library"},
    {"govap.html", "govap.search"},
    {"govap.checks"},
    {"govap.editorial"},
    {"news", "videos", "govap.portal"},
    {"govap"},  # the roof: settings, views, urls, wsgi, commands, demo
]
FLOORS = {package: height for height, packages in enumerate(STOREYS) for package in packages}
# Inside an app the arrows run urls → views → forms → models → querysets.
RANKS = {"querysets": 0, "models": 1, "forms": 2, "views": 3, "feeds": 3, "sitemaps": 3, "admin": 3, "urls": 4}


def module_name(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_name(path): (path, tree) for path, tree in SOURCES.items()}


def known(name):
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def absolute(node, path, module):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    package = module.split(".")
    if node.level:
        package = package[: len(package) - node.level + path.endswith("__init__.py")]
    base = ".".join([*(package if node.level else []), *filter(None, [node.module])])
    return [f"{base}.{alias.name}" for alias in node.names]


def imports(module):
    path, tree = MODULES[module]
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    return {known(name) for node in nodes for name in absolute(node, path, module)} - {"", module}


def storey(module):
    """The package that a module belongs to: the longest name of FLOORS that it starts with."""
    return max((name for name in FLOORS if f"{module}.".startswith(f"{name}.")), key=len)


def functions(path):
    return [node for node in ast.walk(SOURCES[path]) if isinstance(node, FUNCTIONS)]


def length(node):
    return node.end_lineno - node.lineno + 1


def code_lines(path):
    lines = (ROOT / path).read_text().splitlines()
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_what_lies_below(module):
    own = storey(module)
    wrong = {other for other in imports(module) if storey(other) != own and FLOORS[storey(other)] >= FLOORS[own]}
    assert not wrong - {"govap"}, f"{module} reaches up or sideways to {sorted(wrong)}"


@pytest.mark.parametrize("module", [module for module in MODULES if module.rpartition(".")[2] in RANKS])
def test_imports_inside_an_app_run_one_way(module):
    package, _, own = module.rpartition(".")
    inside = {name.removeprefix(f"{package}.") for name in imports(module) if name.startswith(f"{package}.")}
    assert not {name for name in inside if RANKS.get(name, -1) > RANKS[own]}


def test_no_import_cycle():
    graph = {module: imports(module) - {"govap", "news", "videos"} for module in MODULES}
    graphlib.TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", SOURCES)
def test_no_import_inside_a_function(path):
    hidden = [
        f"{path}:{node.lineno}"
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert not hidden


@pytest.mark.parametrize("path", SOURCES)
def test_functions_and_files_stay_short(path):
    long = {f"{path}:{node.name}": length(node) for node in functions(path) if length(node) > 40}
    assert not long
    assert code_lines(path) <= 350


def test_functions_are_short_on_the_whole():
    lengths = [length(node) for path in SOURCES for node in functions(path)]
    assert statistics.mean(lengths) <= 8
    assert statistics.median(lengths) <= 5


def test_templates_stay_short():
    lengths = {path.name: len(path.read_text().splitlines()) for path in TEMPLATES}
    assert statistics.median(lengths.values()) <= 25
    assert not {name: lines for name, lines in lengths.items() if lines > 120}


def test_only_one_module_calls_html_safe():
    # format_html escapes its arguments; these do not.
    marks = re.compile(r"mark_safe|SafeString\(|SafeText\(|__html__")
    assert [path for path in SOURCES if marks.search((ROOT / path).read_text())] in (["govap/html/rendering.py"], [])


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_calls_html_safe(path):
    source = path.read_text()
    assert not re.search(r"\|\s*safe\b|autoescape off|safeseq", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_an_inline_style_or_another_host(path):
    source = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|\ssrc=\"(https?:)?//|<link[^>]*href=\"(https?:)?//", source)


def test_published_is_said_once():
    spelled = re.compile(r"published_at__lte=(now|timezone)|filter\([^\n]*is_live=True")
    assert [path for path in SOURCES if spelled.search((ROOT / path).read_text())] == [
        "govap/editorial/models/publishable.py"
    ]


def test_no_catch_all_module():
    stems = {Path(path).stem for path in SOURCES} | {part for path in SOURCES for part in Path(path).parts}
    assert not stems & {"utils", "helpers", "common", "services", "managers"}
