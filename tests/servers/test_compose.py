"""No container engine is needed: the files are read, and held in step with the settings and the one-machine servers."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.urls import get_resolver

from servers import embedded, supervisor
from servers.places import PROJECT
from servers.processes import Child

COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
PROXY = (PROJECT / "deploy/Caddyfile").read_text()
ROLES = (PROJECT / "deploy/postgres/roles.sh").read_text()
EXAMPLE = (PROJECT / "deploy/env.example").read_text()
IMAGE = (PROJECT / "Dockerfile").read_text()
READ_BY_SETTINGS = set(re.findall(r'env(?:\.\w+)?\("([A-Z_]+)"', (PROJECT / "platform_site/settings.py").read_text()))
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "EMAIL_HOST_PASSWORD"}
FROM_THE_IMAGE = {"VAR_DIR"}  # a place inside the image, the same for all its containers
READ_BY_LIBRARIES = {"web": {"PROMETHEUS_MULTIPROC_DIR"}}


def example() -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def words_of(service: str) -> list[str]:
    return SERVICES[service]["command"]


def after(words: list[str], option: str) -> str:
    return words[words.index(option) + 1]


@pytest.fixture(scope="module")
def one_machine(tmp_path_factory):
    """The commands of the servers of one machine: name → words; `counts` is where its web server counts its answers.
    None of them is started.
    """
    commands = {}

    def note(child, name, command, *, environment, **_more):
        commands[name] = [str(word) for word in command]
        commands.setdefault("counts", environment.get("PROMETHEUS_MULTIPROC_DIR"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Child, "__init__", note)
        patch.setattr(supervisor, "log_file", lambda var, name: var / name)
        list(supervisor.doors(tmp_path_factory.mktemp("var"), {}, 8000))
    return commands


def test_settings_read_variables():
    assert {"SECRET_KEY", "DATABASE_URL", "SITE_URL", "DEMO", "EMAIL_PORT"} <= READ_BY_SETTINGS


@pytest.mark.parametrize("service", OURS)
def test_each_variable_of_the_settings_is_set(service):
    given = set(SERVICES[service]["environment"]) | FROM_THE_IMAGE
    assert given - {"DATABASE_OWNER_URL"} - READ_BY_LIBRARIES.get(service, set()) == READ_BY_SETTINGS
    assert all(f"{name}=" in IMAGE for name in FROM_THE_IMAGE)


def test_each_variable_is_explained_in_the_example():
    lines = EXAMPLE.splitlines()
    for name in READ_BY_SETTINGS | {"DATABASE_OWNER_URL"} | set(example()):
        place = next(n for n, line in enumerate(lines) if re.match(rf"(# )?{name}=", line))
        explained = lines[place - 1].startswith("# ") or re.search(r"\s{2,}\w", lines[place])
        assert explained, name


def test_each_variable_that_compose_asks_for_stands_in_the_example():
    asked = set(re.findall(r"\$\{(\w+)", (PROJECT / "docker-compose.yml").read_text()))
    assert asked == set(example())


def test_defaults_of_compose_are_the_words_of_the_example():
    defaults = dict(re.findall(r"\$\{(\w+):-([^}]*)\}", (PROJECT / "docker-compose.yml").read_text()))
    assert defaults == {name: example()[name] for name in defaults}


def test_no_secret_is_committed():
    assert {name: example()[name] for name in SECRETS} == dict.fromkeys(SECRETS, "")
    given = re.findall(r"(?:PASSWORD|SECRET_KEY): (.+)", (PROJECT / "docker-compose.yml").read_text())
    assert len(given) >= len(SECRETS)
    assert all(value.startswith("${") for value in given)
    assert ".env" in (PROJECT / ".gitignore").read_text().split()


def test_production_has_no_demonstration_and_a_second_factor():
    for service in OURS:
        environment = SERVICES[service]["environment"]
        assert (environment["DEMO"], environment["DEBUG"]) == ("0", "0")
    assert example()["SECOND_FACTOR_FOR_BINDING_ROLES"] == "1"
    assert example()["SITE_URL"].startswith("https://")


def test_all_services_are_there():
    assert {"database", "valkey", "proxy", "mail", *OURS} == set(SERVICES)
    assert SERVICES["mail"]["profiles"] == ["trial"]
    assert {SERVICES[name]["build"] for name in OURS} == {"."}


def test_only_migrations_know_the_owner_of_the_tables():
    holders = {name for name in OURS if "OWNER" in yaml.dump(SERVICES[name]["environment"])}
    assert holders == {"migrate"}
    assert "POSTGRES_PASSWORD" not in yaml.dump([SERVICES[name] for name in OURS])


def test_nothing_starts_before_the_tables_are_there():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_only_proxy_and_mail_catcher_are_reached_from_outside():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(ports) == {"proxy", "mail"}
    assert all(port.startswith("127.0.0.1:") for port in ports["mail"])


def test_worker_takes_every_queue_that_tasks_are_sent_to(one_machine):
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    queues = after(words_of("worker"), "--queues")
    assert set(queues.split(",")) == routed | {"celery"} == {"celery", "mail", "slow"}
    assert queues == after(one_machine["worker"], "--queues")


@pytest.mark.parametrize(
    ("service", "options"),
    [
        ("web", ["--worker-class", "--workers", "--threads", "--graceful-timeout"]),
        ("worker", ["--app", "--queues", "--concurrency", "--loglevel"]),
        ("beat", ["--app", "--loglevel"]),
    ],
)
def test_commands_are_those_of_one_machine(one_machine, service, options):
    here, there = words_of(service), one_machine[service]
    assert {option: after(here, option) for option in options} == {option: after(there, option) for option in options}


def test_processes_of_the_web_server_count_together(one_machine):
    assert int(after(words_of("web"), "--workers")) > 1
    assert SERVICES["web"]["environment"]["PROMETHEUS_MULTIPROC_DIR"] == "/dev/shm"
    assert Path(one_machine["counts"]).is_dir()


def test_web_server_is_the_same_and_writes_no_access_log(one_machine):
    words = words_of("web")
    assert words[:2] == one_machine["web"][2:4] == ["gunicorn", settings.WSGI_APPLICATION.rsplit(".", 1)[0]]
    assert "--no-control-socket" in words
    assert "--access-logfile" not in words


def test_python_of_the_image_is_one_that_the_project_supports():
    lowest = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=")
    versions = re.findall(r"^FROM python:(\d+)\.(\d+)-slim", IMAGE, re.MULTILINE)
    assert len(versions) == IMAGE.count("FROM ") == 2
    assert len(set(versions)) == 1
    assert tuple(map(int, versions[0])) >= tuple(map(int, lowest.split(".")))


def test_image_installs_by_hash_and_serves_as_no_root():
    assert "--require-hashes -r requirements.txt" in IMAGE
    assert IMAGE.index("collectstatic") < IMAGE.index("USER platform")
    assert "USER root" not in IMAGE.split("USER platform")[1]


def test_image_holds_every_app_and_no_more_than_it_needs():
    kept = set(re.findall(r"^!(\w+)$", (PROJECT / ".dockerignore").read_text(), re.MULTILINE))
    apps = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - {"tests", "bench"}
    assert kept - {"LICENSE", "locale"} == apps | {"templates"}


def test_database_is_made_as_on_one_machine():
    words = SERVICES["database"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    local = [word for word in embedded.INITDB_WORDS if re.match(r"--(encoding|locale|builtin|lc-)", word)]
    assert sorted(words) == sorted(local)
    statements = embedded.CLUSTER_SQL.strip().split("\n")
    for statement in statements:
        if not statement.startswith(("CREATE ROLE", "CREATE DATABASE")):
            assert statement in ROLES
    assert ROLES.count("CREATE ROLE") == sum(line.startswith("CREATE ROLE") for line in statements)
    assert subprocess.run(["sh", "-n", PROJECT / "deploy/postgres/roles.sh"], check=False).returncode == 0


def test_addresses_name_the_roles_of_the_database():
    environment = SERVICES["migrate"]["environment"]
    assert environment["DATABASE_URL"].startswith(f"postgres://{embedded.APPLICATION}:$")
    assert environment["DATABASE_OWNER_URL"].startswith(f"postgres://{embedded.OWNER}:$")
    assert environment["DATABASE_URL"].endswith(f"@database/{embedded.DATABASE}")


def test_proxy_takes_no_larger_bodies_than_the_platform():
    megabytes = int(re.search(r"max_size (\d+)MB", PROXY)[1])
    assert megabytes * 1_000_000 == settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_proxy_compresses_and_hands_on_to_the_web_server():
    assert "encode zstd gzip" in PROXY
    bind = after(words_of("web"), "--bind")
    assert f"reverse_proxy web:{bind.split(':')[1]}" in PROXY


def test_no_address_of_a_comment_is_logged():
    pattern = re.compile(re.search(r"@comments path_regexp (\S+)", PROXY)[1])
    assert "log_skip @comments" in PROXY
    addresses = [address for address in addresses_of(get_resolver()) if "comment" in address]
    assert len(addresses) > 5
    assert all(pattern.search("/" + address) for address in addresses)


def addresses_of(resolver, before: str = "") -> list[str]:
    """Every address of the platform, with its parameters as they are written."""
    found = []
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern)
        found += addresses_of(entry, address) if hasattr(entry, "url_patterns") else [address]
    return found
