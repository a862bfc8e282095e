"""What an operator needs: metrics, an access log, readiness, running queries, a graceful stop.

Nothing here answers a query or reads one. `Observing` is an ASGI layer around the application: it
sees every exchange, and tells the `Operation` of it when it is over. `add_operation` mounts the
routes. `stop_gracefully` ends what runs.

    operation = Operation(authorise, readers=lambda: engine.pool, writer=lambda: None, log=log)
    app.add_middleware(Observing, told=operation.note)
    add_operation(app, operation)
    …
    remark_query(request.scope, text)                        # where a query is asked
    …
    await stop_gracefully(operation, Grace(finish=5.0))      # before the server shuts down
"""
