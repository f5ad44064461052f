{{/* Rules of egress: one template for each thing that a service may use; files/services.yaml says which. */}}

{{/* The port of an address: "http://collector:4317". */}}
{{- define "sluice.port" -}}
{{ regexFind ":[0-9]+" (regexReplaceAll "^[a-z0-9]+://" . "") | trimPrefix ":" | default "443" }}
{{- end }}

{{/* To peers of the values, or anywhere, on these ports: (list peers ports). */}}
{{- define "sluice.egress.peers" -}}
- ports:
    {{- range index . 1 }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
  {{- with index . 0 }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* To a component of this chart: (list $ "kafka" "kafka"). */}}
{{- define "sluice.egress.component" -}}
- to:
    - podSelector: {matchLabels: {{ include "sluice.selector" (list (index . 0) (index . 1)) | fromYaml | toJson }}}
  ports: [{port: {{ index . 2 }}, protocol: TCP}]
{{- end }}

{{- define "sluice.egress.dns" -}}
- ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
  {{- with .Values.networkPolicy.dnsPeers }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{- define "sluice.egress.kafka" -}}
{{- if .Values.evaluation.kafka.enabled }}{{ include "sluice.egress.component" (list . "kafka" "kafka") }}
{{- else }}{{ include "sluice.egress.peers" (list .Values.networkPolicy.kafkaPeers .Values.networkPolicy.kafkaPorts) }}{{ end }}
{{- end }}

{{- define "sluice.egress.postgresql" -}}
{{- if .Values.evaluation.postgresql.enabled }}{{ include "sluice.egress.component" (list . "postgresql" "postgresql") }}
{{- else }}{{ include "sluice.egress.peers" (list .Values.networkPolicy.postgresqlPeers (list .Values.postgresql.port)) }}{{ end }}
{{- end }}

{{- define "sluice.egress.object-store" -}}
{{- if .Values.evaluation.objectStore.enabled }}{{ include "sluice.egress.component" (list . "object-store" "s3") }}
{{- else }}{{ include "sluice.egress.peers" (list .Values.networkPolicy.objectStorePeers .Values.networkPolicy.objectStorePorts) }}{{ end }}
{{- end }}

{{- define "sluice.egress.mail" -}}
{{- if .Values.evaluation.mailSink.enabled }}{{ include "sluice.egress.component" (list . "mail-sink" "smtp") }}
{{- else }}{{ include "sluice.egress.peers" (list .Values.networkPolicy.mailPeers (list .Values.mail.port)) }}{{ end }}
{{- end }}

{{- define "sluice.egress.sftp" -}}
{{ include "sluice.egress.component" (list . "sftp" "sftp-services") }}
{{- end }}

{{/* Nothing of the network, or with the service itself. */}}
{{- define "sluice.egress.sftp-watcher-health" }}{{ end }}
{{- define "sluice.egress.pickup" }}{{ end }}
{{- define "sluice.egress.signing-key" }}{{ end }}
{{- define "sluice.egress.upload-keys" }}{{ end }}
{{- define "sluice.egress.data-files" }}{{ end }}
