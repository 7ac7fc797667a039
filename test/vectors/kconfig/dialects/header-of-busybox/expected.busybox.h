/*
 * Automatically generated C config: don't edit
 * Busybox version: 1.37.0
 */
#define AUTOCONF_TIMESTAMP ""


/*
 * Part one
 */
#undef CONFIG_GATE
#define ENABLE_GATE 0
#define IF_GATE(...)
#define IF_NOT_GATE(...) __VA_ARGS__
#define CONFIG_WATTS 5
#define ENABLE_WATTS 1
#ifdef MAKE_SUID
# define IF_WATTS(...) __VA_ARGS__ "CONFIG_WATTS"
#else
# define IF_WATTS(...) __VA_ARGS__
#endif
#define IF_NOT_WATTS(...)

/*
 * Between
 */
#define CONFIG_LAMP 1
#define ENABLE_LAMP 1
#ifdef MAKE_SUID
# define IF_LAMP(...) __VA_ARGS__ "CONFIG_LAMP"
#else
# define IF_LAMP(...) __VA_ARGS__
#endif
#define IF_NOT_LAMP(...)
#define CONFIG_COLOUR 0x1F
#define ENABLE_COLOUR 1
#ifdef MAKE_SUID
# define IF_COLOUR(...) __VA_ARGS__ "CONFIG_COLOUR"
#else
# define IF_COLOUR(...) __VA_ARGS__
#endif
#define IF_NOT_COLOUR(...)
#define CONFIG_NAME "a \"b\" \\c"
#define ENABLE_NAME 1
#ifdef MAKE_SUID
# define IF_NAME(...) __VA_ARGS__ "CONFIG_NAME"
#else
# define IF_NAME(...) __VA_ARGS__
#endif
#define IF_NOT_NAME(...)
#define CONFIG_NONE 0x
#define ENABLE_NONE 1
#ifdef MAKE_SUID
# define IF_NONE(...) __VA_ARGS__ "CONFIG_NONE"
#else
# define IF_NONE(...) __VA_ARGS__
#endif
#define IF_NOT_NONE(...)
#define CONFIG_WIDTH 0
#define ENABLE_WIDTH 1
#ifdef MAKE_SUID
# define IF_WIDTH(...) __VA_ARGS__ "CONFIG_WIDTH"
#else
# define IF_WIDTH(...) __VA_ARGS__
#endif
#define IF_NOT_WIDTH(...)
#define CONFIG_DARK ""
#define ENABLE_DARK 1
#ifdef MAKE_SUID
# define IF_DARK(...) __VA_ARGS__ "CONFIG_DARK"
#else
# define IF_DARK(...) __VA_ARGS__
#endif
#define IF_NOT_DARK(...)
