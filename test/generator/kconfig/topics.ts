/** One topic of the language: a tree, what a user asks for, and the lines of `.config` that come out. */
export interface Topic {
  readonly kconfig: string;
  readonly defconfig?: string;
  readonly mode?: 'allyesconfig' | 'allmodconfig' | 'allnoconfig' | 'alldefconfig';
  /** Without the heading and the frames of titles. */
  readonly lines: readonly string[];
}

const MODULES = 'config MODULES\n\tdef_bool y\n\toption modules\n';

/** Every result is what the C program writes. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  'a member of a choice that depends on an m is not y': {
    kconfig: `${MODULES}
config BUS
	tristate
	default m
choice
	prompt "speed"
config SLOW
	tristate "slow"
config FAST
	tristate "fast"
	depends on BUS
endchoice
`,
    defconfig: 'CONFIG_FAST=y\n',
    lines: ['CONFIG_MODULES=y', 'CONFIG_BUS=m', 'CONFIG_SLOW=y'],
  },
  'in allmodconfig a choice of tristates has all members m': {
    kconfig: `${MODULES}
choice
	tristate "speed"
config SLOW
	tristate "slow"
config FAST
	tristate "fast"
endchoice
`,
    mode: 'allmodconfig',
    lines: ['CONFIG_MODULES=y', 'CONFIG_SLOW=m', 'CONFIG_FAST=m'],
  },
  'a choice that depends on a member of another, at m': {
    kconfig: `${MODULES}
choice
	tristate "first"
config P
	tristate "p"
config Q
	tristate "q"
endchoice
choice
	prompt "second"
	depends on P
config R
	bool "r"
config S
	bool "s"
endchoice
`,
    defconfig: 'CONFIG_P=m\nCONFIG_Q=m\nCONFIG_S=y\n',
    lines: [
      'CONFIG_MODULES=y',
      'CONFIG_P=m',
      'CONFIG_Q=m',
      '# CONFIG_R is not set',
      'CONFIG_S=y',
    ],
  },
  'nested choices, the inner ones for a member of the outer': {
    kconfig: `
choice
	prompt "outer"
config A
	bool "a"
config B
	bool "b"
if B
choice
	prompt "inner"
config C
	bool "c"
config D
	bool "d"
endchoice
endif
endchoice
`,
    defconfig: 'CONFIG_B=y\nCONFIG_D=y\n',
    lines: ['# CONFIG_A is not set', 'CONFIG_B=y', '# CONFIG_C is not set', 'CONFIG_D=y'],
  },
  'a choice takes the first default that holds and is visible': {
    kconfig: `
config WIDE
	bool "wide"
choice
	prompt "width"
	default W64 if WIDE
	default W16
	default W8
config W8
	bool "8"
config W16
	bool "16"
	depends on !WIDE
config W64
	bool "64"
	depends on n
endchoice
`,
    defconfig: 'CONFIG_WIDE=y\n',
    lines: ['CONFIG_WIDE=y', 'CONFIG_W8=y'],
  },
  'a symbol without a prompt and with unmet dependencies is not written': {
    kconfig: `
config A
	bool "a"
choice
	prompt "kind"
	depends on A
config B
	bool "b"
config C
	bool "c"
endchoice
config D
	int
	default 4
	depends on A
`,
    defconfig: '# CONFIG_A is not set\nCONFIG_C=y\nCONFIG_D=5\n',
    lines: ['# CONFIG_A is not set'],
  },
  'dependencies of menus and ifs reach every clause': {
    kconfig: `
config ON
	bool "on"
config TARGET
	bool
config HINT
	bool "hint"
menu "inside"
	depends on ON
if ON
config N
	int "n"
	default 7
	range 1 9
	select TARGET
config S
	bool
	default y
	select TARGET
	imply HINT
endif
endmenu
config N
	int
	default 3
`,
    lines: ['# CONFIG_ON is not set', '# CONFIG_HINT is not set', 'CONFIG_N=3'],
  },
  'the same, where they hold': {
    kconfig: `
config ON
	bool "on"
config TARGET
	bool
config HINT
	bool "hint"
menu "inside"
	depends on ON
config S
	bool
	default y
	select TARGET
	imply HINT
endmenu
`,
    defconfig: 'CONFIG_ON=y\n',
    lines: ['CONFIG_ON=y', 'CONFIG_TARGET=y', 'CONFIG_HINT=y', '# inside', 'CONFIG_S=y'],
  },
  'visible if hides prompts, and values from the file with them': {
    kconfig: `
config EXPERT
	bool "expert"
menu "expert"
	visible if EXPERT
config LEVEL
	int "level"
	default 2
menu "inner"
config DEEP
	bool "deep"
	default y
endmenu
endmenu
`,
    defconfig: 'CONFIG_LEVEL=5\n# CONFIG_DEEP is not set\n',
    lines: ['# CONFIG_EXPERT is not set', 'CONFIG_LEVEL=2', '# inner', 'CONFIG_DEEP=y'],
  },
  'a symbol that nobody defines is n in a condition and its own name in a comparison': {
    kconfig: `
config A
	bool "a" if GHOST
	default y if !GHOST
config B
	def_bool GHOST = "GHOST"
config C
	def_bool GHOST = ""
config D
	def_bool GHOST != n
config E
	string
	default GHOST
`,
    lines: ['CONFIG_A=y', 'CONFIG_B=y', 'CONFIG_D=y', 'CONFIG_E="GHOST"'],
  },
  'backslashes in strings: Kconfig takes them away, the file is copied': {
    kconfig: String.raw`
config QUOTE
	string
	default "say \"hi\""
config SLASH
	string
	default "a\\b"
config OTHER
	string
	default "\n\x"
config SINGLE
	string
	default 'it is "so"'
config TYPED
	string "typed"
`,
    defconfig: String.raw`CONFIG_TYPED="a\"b\\c"` + '\n',
    lines: [
      'CONFIG_QUOTE="say "hi""',
      String.raw`CONFIG_SLASH="a\b"`,
      'CONFIG_OTHER="nx"',
      'CONFIG_SINGLE="it is "so""',
      String.raw`CONFIG_TYPED="a\"b\\c"`,
    ],
  },
  'operators bind as ! && ||, and three values go through them': {
    kconfig: `${MODULES}
config Y
	def_tristate y
config M
	def_tristate m
config N
	def_tristate n
config NOT_M
	def_tristate !M
config AND
	def_tristate Y && M && Y
config OR
	def_tristate N || M
config MIXED
	def_tristate N && Y || M
config GROUP
	def_tristate N && (Y || M)
config NOT_GROUP
	def_tristate !(N || N)
config EQUAL
	def_tristate M = m && Y != N
`,
    lines: [
      'CONFIG_MODULES=y',
      'CONFIG_Y=y',
      'CONFIG_M=m',
      'CONFIG_NOT_M=m',
      'CONFIG_AND=m',
      'CONFIG_OR=m',
      'CONFIG_MIXED=m',
      'CONFIG_NOT_GROUP=y',
      'CONFIG_EQUAL=y',
    ],
  },
  'a select of an m raises to m, a select of a choice member does nothing': {
    kconfig: `${MODULES}
config LIB
	tristate
config USER
	tristate "user"
	select LIB
	select SECOND
choice
	prompt "one"
config FIRST
	bool "first"
config SECOND
	bool "second"
endchoice
`,
    defconfig: 'CONFIG_USER=m\n',
    lines: [
      'CONFIG_MODULES=y',
      'CONFIG_LIB=m',
      'CONFIG_USER=m',
      'CONFIG_FIRST=y',
      '# CONFIG_SECOND is not set',
    ],
  },
  'an imply gives way to the file and to unmet dependencies': {
    kconfig: `
config A
	bool "a"
	imply B
	imply C
	imply D
config B
	bool "b"
config C
	bool "c"
	depends on n
config D
	bool "d"
`,
    defconfig: 'CONFIG_A=y\n# CONFIG_B is not set\n',
    lines: ['CONFIG_A=y', '# CONFIG_B is not set', 'CONFIG_D=y'],
  },
  'a symbol is written where it stands first, with the titles of what is visible': {
    kconfig: `
comment "top"
menu "shown"
config A
	bool "a"
endmenu
menu "hidden"
	depends on A
config B
	bool "b"
endmenu
config A
	bool "a again"
`,
    lines: ['# top', '# shown', '# CONFIG_A is not set'],
  },
  'the file names a choice': {
    kconfig: `
choice KIND
	prompt "kind"
	optional
config A
	bool "a"
config B
	bool "b"
endchoice
`,
    defconfig: 'CONFIG_KIND=y\n',
    lines: ['CONFIG_A=y', '# CONFIG_B is not set'],
  },
  'the file sets a named tristate choice to m': {
    kconfig: `${MODULES}
choice KIND
	tristate "kind"
config A
	tristate "a"
config B
	tristate "b"
endchoice
`,
    defconfig: 'CONFIG_KIND=m\nCONFIG_B=m\n',
    lines: ['CONFIG_MODULES=y', '# CONFIG_A is not set', 'CONFIG_B=m'],
  },
  'the member that the file sets counts, not the choice beside it': {
    kconfig: `
choice KIND
	prompt "kind"
config A
	bool "a"
config B
	bool "b"
endchoice
`,
    defconfig: 'CONFIG_KIND=y\nCONFIG_B=y\n',
    lines: ['# CONFIG_A is not set', 'CONFIG_B=y'],
  },
  'a range whose bounds are symbols': {
    kconfig: `
config LOW
	int "low"
	default 10
config SIZE
	int "size"
	range LOW 20
	default 5
config BASE
	hex "base"
	range 0x10 0xff if LOW > 10
	default 0x200
`,
    defconfig: 'CONFIG_LOW=12\n',
    lines: ['CONFIG_LOW=12', 'CONFIG_SIZE=12', 'CONFIG_BASE=0xff'],
  },
  'a default that depends on a member counts once the member has been visible': {
    kconfig: `
choice
	prompt "ch"
	default S1
config S0
	bool "S0 p"
config S1
	bool "S1 p"
	depends on S0
endchoice
`,
    lines: ['# CONFIG_S0 is not set'],
  },
  'the same where the default is a member of another choice': {
    kconfig: `
choice
	prompt "late"
	default S3
config S2
	bool "S2 p"
config S4
	bool "S4 p" if S2
endchoice
choice
	prompt "early"
config S3
	bool "S3 p"
endchoice
`,
    lines: ['# CONFIG_S2 is not set', 'CONFIG_S3=y'],
  },
  'every operand of a condition is evaluated, which may make a default visible': {
    kconfig: `
choice
	prompt "ch"
config S0
	bool "S0 p"
comment "c"
	depends on !(!(S0 && S1) || S5)
endchoice
choice
	bool "ch"
	default S5 if (S3 != 4 && S0)
config S4
	bool "S4 p"
endchoice
choice
	prompt "ch"
config S5
	bool "S5 p"
endchoice
`,
    mode: 'allnoconfig',
    lines: ['CONFIG_S0=y', '# CONFIG_S4 is not set', 'CONFIG_S5=y'],
  },
  'what MODULES depends on is evaluated as if there were no m': {
    kconfig: `
config MODULES
	bool "m"
	option modules
	default y
config S1
	bool
choice
	tristate "ch" if S1 >= n
config S2
	prompt "x"
endchoice
if (S0 && S2 || n) && S1 != "y"
config MODULES
endif
`,
    mode: 'alldefconfig',
    lines: ['CONFIG_MODULES=y', 'CONFIG_S2=y'],
  },
  'a member that is defined twice is written twice if its choice is evaluated between': {
    kconfig: `
choice
	prompt "ch"
config S2
	bool "S2 p"
comment "c"
endchoice
choice
	bool "ch"
	default S8 if S2
endchoice
config S2
`,
    mode: 'alldefconfig',
    lines: ['CONFIG_S2=y', '# c', 'CONFIG_S2=y'],
  },
  'the same with defaults that are members': {
    kconfig: `
choice
	prompt "ch"
config S2
	bool "S2 p"
comment "c"
endchoice
choice
	bool "ch"
	default S8 if S2
config S8
	bool "S8 p"
endchoice
config S2
`,
    lines: ['CONFIG_S2=y', '# c', 'CONFIG_S8=y', 'CONFIG_S2=y'],
  },
};
