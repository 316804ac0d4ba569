#!/usr/bin/env bash
# Build .venv from a bare Python 3.11 or newer, with the versions and hashes of requirements.lock.
set -euo pipefail
cd "$(dirname "$0")/.."

# What the documents need (Pango, HarfBuzz), and what looking at them and testing them and the studio needs.
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libreoffice-impress libreoffice-calc chromium poppler-utils qpdf fonts-crosextra-carlito fonts-liberation)

install_debian_packages() {
  command -v dpkg-query apt-get >/dev/null || return 0
  local missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "setup: not installed: ${missing[*]} (sudo apt-get install ${missing[*]}); going on without" >&2
    return 0
  fi
  echo "setup: installing ${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/tmp/golive-setup.$$ 2>&1; then
    tail -n 5 "/tmp/golive-setup.$$" >&2
    echo "setup: apt-get failed; going on without (golive doctor says what that means)" >&2
  fi
  rm -f "/tmp/golive-setup.$$"
}

find_python() {
  for name in python3.13 python3.12 python3.11 python3 python; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return 0
    fi
  done
  echo "setup: Python 3.11 or newer is needed, and none is on PATH" >&2
  return 1
}

install_debian_packages
echo "setup: installing the Python packages of requirements.lock into .venv; takes a minute or two" >&2
install_with_uv() {
  uv venv --quiet --allow-existing --python '>=3.11' .venv \
    && uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock \
    && uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
}

install_with_pip() {
  local python
  python=$(find_python)
  if ! "$python" -m venv .venv 2>/dev/null; then
    # Debian keeps venv in a package of its own.
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null && apt-get install -y -qq python3-venv >/dev/null
    "$python" -m venv .venv
  fi
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
}

if ! command -v uv >/dev/null; then
  install_with_pip
elif ! install_with_uv; then
  # It has certificates, indexes and caches of its own, which a company's network may not know.
  echo "setup: uv could not install the packages; trying pip" >&2
  rm -rf .venv
  install_with_pip
fi
.venv/bin/python -m compileall -q src .venv/lib >/dev/null || true
echo "setup: .venv is ready" >&2
