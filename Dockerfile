# One image for web, worker, beat and migrations: the command says which (docker-compose.yml).
FROM python:3.11-slim AS packages
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 VAR_DIR=/srv/var
RUN useradd --system --no-create-home platform
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/platform
COPY . .
# No server is asked here; the address only keeps manage.py from looking for embedded ones.
RUN python -c "from pathlib import Path; from servers import preparation as p; p.compile_catalogues(p.PROJECT, Path('/tmp/catalogues.log'))" \
 && DATABASE_URL=postgres://nobody@/nowhere/none python manage.py collectstatic --noinput \
 && python -m compileall -q . \
 && install --directory --mode 700 --owner platform /srv/var/media
USER platform
EXPOSE 8000
