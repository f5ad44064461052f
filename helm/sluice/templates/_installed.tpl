{{/* What the cluster has and the chart cannot work with. Without a cluster (helm template) there is nothing to look at. */}}
{{- define "sluice.installedChecks" -}}
{{- $v := .Values }}
{{- if not $v.evaluation.keys.enabled }}
{{- $keys := dict
    "sftpServiceKey" (list "private" "public" "validator-private" "validator-public")
    "serviceTokens" (list "job-service" "validator-service" "data-service" "sftp-server")
    "uploadKeys" (list "signing-key") }}
{{- range $value, $expected := $keys }}
{{- $name := index $v.secrets $value }}
{{- with lookup "v1" "Secret" $.Release.Namespace $name }}
{{- $data := .data | default dict }}
{{- range $key := $expected }}
{{- if not (index $data $key) }}{{ fail (printf "secrets.%s is %s, which has no key %s: docs/operations/kubernetes.md says how to add it" $value $name $key) }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
