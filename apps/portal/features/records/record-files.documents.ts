import { graphql } from '@/lib/graphql';

export const StartRecordFileMutation = graphql(`
  mutation StartRecordFile($input: StartRecordFileInput!) {
    startRecordFile(input: $input)
  }
`);

export const RecordUploadQuery = graphql(`
  query RecordUpload($fileId: ID!) {
    recordUpload(fileId: $fileId) {
      parts
      present
    }
  }
`);

export const KeepRecordFileMutation = graphql(`
  mutation KeepRecordFile($fileId: ID!) {
    keepRecordFile(fileId: $fileId)
  }
`);

export const DropRecordFileMutation = graphql(`
  mutation DropRecordFile($fileId: ID!) {
    dropRecordFile(fileId: $fileId)
  }
`);

export const StartOwnRecordFileMutation = graphql(`
  mutation StartOwnRecordFile($input: StartOwnRecordFileInput!) {
    startOwnRecordFile(input: $input)
  }
`);

export const KeepOwnRecordFileMutation = graphql(`
  mutation KeepOwnRecordFile($fileId: ID!) {
    keepOwnRecordFile(fileId: $fileId)
  }
`);

export const DropOwnRecordFileMutation = graphql(`
  mutation DropOwnRecordFile($fileId: ID!) {
    dropOwnRecordFile(fileId: $fileId)
  }
`);
