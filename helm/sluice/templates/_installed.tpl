{{/* What the cluster has and the chart cannot work with. Without a cluster (helm template) there is nothing to look at. */}}
{{- define "sluice.installedChecks" -}}
{{- $v := .Values }}
{{- if not $v.evaluation.keys.enabled }}
{{- with lookup "v1" "Secret" $.Release.Namespace $v.secrets.sftpServiceKey }}
{{- $data := .data | default dict }}
{{- range $key := list "private" "public" "validator-private" "validator-public" }}
{{- if not (index $data $key) }}{{ fail (printf "secrets.sftpServiceKey is %s, which has no key %s: docs/operations/kubernetes.md says how to add it" $v.secrets.sftpServiceKey $key) }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
