"""No word of the domain: audit, scope, periods, import runs, files, jobs, page components."""
