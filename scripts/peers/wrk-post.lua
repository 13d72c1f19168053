-- What wrk sends: a POST of 64 bytes, as the other clients of the bench do. Set once, so that no Lua runs per request.
wrk.method = "POST"
wrk.body = string.rep("x", 64)
