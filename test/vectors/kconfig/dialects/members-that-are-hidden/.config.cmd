deps_config := \
	Kconfig

/tmp/p17a/h/a: \
	$(deps_config)


$(deps_config): ;
