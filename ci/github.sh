# Validates as the inputs of action.yml say, which stand in the environment, and writes the outputs.
# Annotations go to the log, the summary to the job's page, SARIF (and JUnit) to files.
set -euo pipefail

arguments=()
add() { # add OPTION LINES: the option, with each line that is not empty; no option, just the lines
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    if [ -n "${line// /}" ]; then
      arguments+=(${1:+"$1"} "$line")
    fi
  done <<< "$2"
}

add --shapes "${SHAPES:-}"
add --ontology "${ONTOLOGY:-}"
add --data-graph "${DATA_GRAPH:-}"
add --baseline "${BASELINE:-}"
add --limit "${LIMIT:-}"
add --fail-on "${FAIL_ON:-violation}"
add --lang "${LANGUAGE:-en}"
add --format "github"
add --format "sarif:$SARIF"
add --format "${JUNIT:+junit:$JUNIT}"
add --format "${GITHUB_STEP_SUMMARY:+markdown:$GITHUB_STEP_SUMMARY}"
arguments+=(--)
add "" "${PATHS:-}"

status=0
krig validate "${arguments[@]}" || status=$?
{
  echo "conforms=$([ "$status" -eq 0 ] && echo true || echo false)"
  echo "sarif=$SARIF"
} >> "$GITHUB_OUTPUT"
exit "$status"
