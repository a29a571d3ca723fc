package engine

import "testing"

func TestPlain(t *testing.T) {
	if len(baseLetters) != 0x180-0xc0 || len(greekLetters) != 2*(0x3cf-0x3ac) || len(cyrillicLetters) != 2*(0x460-0x430) {
		t.Fatal("a table of letters has the wrong length", len(baseLetters), len(greekLetters), len(cyrillicLetters))
	}
	for text, want := range map[string]string{
		"Não existe, d'accord":                       "nao existe d accord ",
		"Größe über 25 MB":                           "grosse uber 0 mb ",
		"blocked: 192.0.2.1 (2001:db8::25)":          "blocked 4 4 ",
		"<user@example.org>: black-listed":           "@ black listed ",
		"see https://www.example.org/a?b=c.":         "see / ",
		"mail.example.net refused. Try later":        ". refused try later ",
		"10MB of 1.5 GB, 103%":                       "0 mb of 0 gb 0 ",
		"邮箱已满 quota exceeded":                        "邮箱已满 quota exceeded ",
		"Ёмкость ΆΈ":                                 "emkost ae ",
		"Почтовый ящик переполнен":                   "pochtovyy yashik perepolnen ",
		"Немає: її ґанок":                            "nemae ii ganok ",
		"το γραμματοκιβώτιο ψήφου":                   "to grammatokivotio psifoy ",
		"LDAP gave 0 results for mail=a@example.com": "ldap gave 0 results for @ ",
		"mail-out-1.example.net refused it":          ". refused it ",
		"at 10:20: no":                               "at 0 no ",
		"class:code:12 of 1:":                        "class code 0 of 0 ",
		"from=<a@example.com> re_try":                "from @ re try ",
		"":                                           "",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%q\nis  %q\nnot %q", text, got, want)
		}
	}
}
