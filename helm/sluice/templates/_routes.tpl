{{/* files/routes.txt, which is the devstack gateway's table, as a JSON array of {service, path}: regular expressions
     that fit the whole path. The table's first fitting line decides; here no two expressions fit the same path, since
     controllers do not agree on an order. So {accuid} excludes the word accounts, without the lookahead that RE2 lacks. */}}
{{- define "sluice.routes" -}}
{{- $accuid := "([^/a][^/]*|a([^/c][^/]*|c([^/c][^/]*|c([^/o][^/]*|o([^/u][^/]*|u([^/n][^/]*|n([^/t][^/]*|t([^/s][^/]*|s[^/]+)?)?)?)?)?)?)?)" }}
{{- $routes := list }}
{{- range splitList "\n" (.Files.Get "files/routes.txt") }}
{{- if and . (not (hasPrefix "#" .)) }}
{{- $words := regexSplit "\\s+" . -1 }}
{{- $path := index $words 1 | replace "." "\\." | replace "{accuid}" $accuid }}
{{- $path = regexReplaceAll "\\{[a-z_]+\\}" $path "[^/]+" }}
{{- if hasSuffix "/**" $path }}{{ $path = printf "%s(/[^/]+)*" (trimSuffix "/**" $path) }}{{ end }}
{{- $routes = append $routes (dict "service" (index $words 0) "path" (printf "%s$" $path)) }}
{{- end }}
{{- end }}
{{- toJson $routes }}
{{- end }}
