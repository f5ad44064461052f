{{/* Parts of pods that all components share. */}}

{{/* Pod Security "restricted": the pod's part. */}}
{{- define "sluice.restrictedPod" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* Pod Security "restricted": the container's part. */}}
{{- define "sluice.restrictedContainer" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* What every pod has: (list $ "job-service"). */}}
{{- define "sluice.pod" -}}
serviceAccountName: {{ include "sluice.name" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with (index . 0).Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Where a pod runs: (list $ "job-service" settings). */}}
{{- define "sluice.placement" -}}
{{- with (index . 2).nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with (index . 2).tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with (index . 2).affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  {{- $selector := include "sluice.selector" . }}
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- $selector | nindent 8 }}
  {{- end }}
{{- end }}

{{/* The claim of a StatefulSet's volume: (list storage). */}}
{{- define "sluice.volumeClaim" -}}
- metadata:
    name: data
  spec:
    accessModes: [ReadWriteOnce]
    {{- with (index . 0).storageClassName }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ (index . 0).size }}
{{- end }}
