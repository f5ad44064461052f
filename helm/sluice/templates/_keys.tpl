{{/* Runs before all else of an installation and of an upgrade, in the order of its weight, and goes when it has succeeded. */}}
{{- define "sluice.keys.hook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
