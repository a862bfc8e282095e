# Installs krig from the folder above this one, where it is not installed already.
# Sets: the folder of the program, in the file that $GITHUB_PATH names, if there is one.
set -euo pipefail

if command -v krig > /dev/null; then
  echo "krig is installed: $(command -v krig)"
  exit 0
fi
source=$(cd "$(dirname "$0")/.." && pwd)
environment=${KRIG_ENVIRONMENT:-${RUNNER_TEMP:-/tmp}/krig}
"${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "krig needs Python 3.11 or newer")'
"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check "$source"
if [ -n "${GITHUB_PATH:-}" ]; then
  echo "$environment/bin" >> "$GITHUB_PATH"
fi
echo "krig is installed: $environment/bin/krig"
