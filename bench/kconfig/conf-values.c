/*
 * The C program of a tree with another main(): it reads the tree once, then for each line of its input,
 * "FILE<TAB>SYMBOL", makes the configuration that `conf --defconfig=FILE` makes, and prints the value of the
 * symbol. Compiled with the folder of the program's sources as the search path for headers.
 *
 * Arguments: the first Kconfig file.
 */
#define main conf_main
#include "conf.c"
#undef main

int main(int argc, char **argv)
{
	static char line[8192];

	conf_parse(argv[argc - 1]);
	while (fgets(line, sizeof(line), stdin)) {
		char *name = strchr(line, '\t');
		struct symbol *symbol;

		if (!name)
			return 1;
		*name++ = '\0';
		name[strcspn(name, "\n")] = '\0';
		if (conf_read(line))
			return 1;
		conf_set_all_new_symbols(def_default);
		symbol = sym_lookup(name, 0);
		sym_calc_value(symbol);
		printf("=%s\n", sym_get_string_value(symbol));
		fflush(stdout);
	}
	return 0;
}
