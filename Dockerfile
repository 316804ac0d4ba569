# golive with what PDFs need, for pipelines that run containers:
#   docker build -t golive .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/work" golive build
FROM python:3.12-slim AS wheel
WORKDIR /source
COPY . .
RUN pip wheel --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
# Debian keeps one version of each package in a release, and replaces it when a fault is fixed.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
 && rm -rf /var/lib/apt/lists/*
COPY requirements.lock /tmp/
COPY --from=wheel /wheels /tmp/wheels
# The lock names every version; its hashes are for pip's --require-hashes, which the wheel itself does not have.
RUN sed -E '/^ +--hash/d; s/ \\$//' /tmp/requirements.lock > /tmp/constraints.txt \
 && pip install --no-cache-dir --constraint /tmp/constraints.txt /tmp/wheels/*.whl \
 && rm -rf /tmp/wheels /tmp/requirements.lock /tmp/constraints.txt \
 && useradd --create-home --uid 1000 golive
# The number of `golive`: clusters that refuse root ask for a number.
USER 1000
ENV GOLIVE_CACHE_DIR="" PYTHONUNBUFFERED=1
WORKDIR /work
ENTRYPOINT ["golive"]
CMD ["--help"]
