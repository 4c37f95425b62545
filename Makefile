# Một Cửa. `make run` starts everything, `make test` checks everything; `make help` lists the rest.
# Needed beforehand: Python 3.11+ and make. Everything else is fetched as uv.lock names it.

PYTHON ?= python3
JOBS ?= 2
N ?= 1000

export UV_PYTHON_DOWNLOADS = never
export PYTHONUNBUFFERED = 1

# uv brings its own list of certificate authorities; an office's proxy is known only to the machine's.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt),)
export UV_SYSTEM_CERTS = true
endif

BIN = .venv/bin

.DEFAULT_GOAL = help
.PHONY: help run seed test check bench browser install

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: install ## start the whole system with demo data (PORT=8000)
	@exec $(BIN)/motcua run $(ARGS)

seed: install ## add N demo dossiers to it (N=1000)
	@exec $(BIN)/motcua seed --count $(N) $(ARGS)

check: install ## format, lint, types, floors, templates, migrations: under 90 s
	@$(BIN)/python tools/check.py --jobs $(JOBS) $(ARGS)

test: check browser ## `make check`, then every test, in a browser too
	@$(BIN)/pytest -q -n $(JOBS) --dist loadgroup $(ARGS)

bench: install ## measure, on this machine, what bench/README.md promises
	@$(BIN)/python -m bench $(ARGS)

browser: install
	@$(BIN)/python tools/get_browser.py

# The first time takes a minute or so on a slow line: a dot every two seconds says that it goes on.
install:
	@uv=$$($(PYTHON) tools/get_uv.py) || exit 1; \
	[ -x $(BIN)/motcua ] && exec "$$uv" sync --locked --quiet; \
	printf '→ Cài thư viện vào .venv / installing the libraries ' >&2; \
	(while sleep 2; do printf . >&2; done) & dots=$$!; \
	"$$uv" sync --locked --quiet; code=$$?; \
	kill $$dots; echo >&2; \
	[ $$code = 0 ] || echo "✗ Chưa cài được. Qua proxy: HTTPS_PROXY=…; lỗi chứng thư: apt-get install ca-certificates." \
		"/ Not installed. Proxy: HTTPS_PROXY=…; certificate error: install ca-certificates." >&2; \
	exit $$code
