{{/* Names, labels and references that all templates share. */}}

{{- define "sluice.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride }}
{{- else if contains "sluice" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}{{ printf "%s-sluice" .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* The name of a component's objects: (list $ "job-service"). */}}
{{- define "sluice.name" -}}
{{ include "sluice.fullname" (index . 0) }}-{{ index . 1 }}
{{- end }}

{{/* What selects a component's pods: (list $ "job-service"). */}}
{{- define "sluice.selector" -}}
app.kubernetes.io/name: sluice
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* The labels of a component's objects: (list $ "job-service"). */}}
{{- define "sluice.labels" -}}
{{ include "sluice.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ (index . 0).Chart.Name }}-{{ (index . 0).Chart.Version }}
{{- end }}

{{/* name and labels: (list $ "job-service"). */}}
{{- define "sluice.metadata" -}}
name: {{ include "sluice.name" . }}
labels: {{- include "sluice.labels" . | nindent 2 }}
{{- end }}

{{/* (list $ "job-service"). */}}
{{- define "sluice.image" -}}
image: {{ printf "%s/%s:%s" (index . 0).Values.image.prefix (index . 1) ((index . 0).Values.image.tag | default (index . 0).Chart.AppVersion) | quote }}
imagePullPolicy: {{ (index . 0).Values.image.pullPolicy }}
{{- end }}

{{- define "sluice.services" -}}
{{ .Files.Get "files/services.yaml" }}
{{- end }}

{{/* The names of Secrets: given ones, or those that evaluation.keys makes. */}}
{{- define "sluice.secret" -}}
{{- $root := index . 0 }}{{- $given := index . 1 }}
{{- if and $root.Values.evaluation.keys.enabled (not $given) }}{{ include "sluice.fullname" $root }}-{{ index . 2 }}{{ else }}{{ $given }}{{ end }}
{{- end }}
{{- define "sluice.signingKey" }}{{ include "sluice.secret" (list . .Values.secrets.signingKey "signing-key") }}{{ end }}
{{- define "sluice.serviceTokens" }}{{ include "sluice.secret" (list . .Values.secrets.serviceTokens "service-tokens") }}{{ end }}
{{- define "sluice.uploadKeys" }}{{ include "sluice.secret" (list . .Values.secrets.uploadKeys "upload-keys") }}{{ end }}
{{- define "sluice.adminToken" }}{{ include "sluice.secret" (list . .Values.secrets.adminToken "admin-token") }}{{ end }}
{{- define "sluice.sftpServiceKey" }}{{ include "sluice.secret" (list . .Values.secrets.sftpServiceKey "sftp-service-key") }}{{ end }}
{{- define "sluice.sftpHostKeys" }}{{ include "sluice.secret" (list . .Values.secrets.sftpHostKeys "sftp-host-keys") }}{{ end }}
{{- define "sluice.postgresqlSecret" }}{{ include "sluice.secret" (list . .Values.postgresql.secret.name "postgresql") }}{{ end }}
{{- define "sluice.objectStoreSecret" }}{{ include "sluice.secret" (list . .Values.objectStore.secret.name "object-store") }}{{ end }}

{{/* The host by which services reach the SFTP pod. */}}
{{- define "sluice.sftpHost" -}}
{{ include "sluice.fullname" . }}-sftp-0.{{ include "sluice.fullname" . }}-sftp
{{- end }}

{{/* Policies are v1 since Kubernetes 1.21. */}}
{{- define "sluice.policyVersion" -}}
{{ if .Capabilities.APIVersions.Has "policy/v1" }}policy/v1{{ else }}policy/v1beta1{{ end }}
{{- end }}
{{- define "sluice.autoscalingVersion" -}}
{{ if .Capabilities.APIVersions.Has "autoscaling/v2" }}autoscaling/v2{{ else }}autoscaling/v2beta2{{ end }}
{{- end }}
