import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { RecordUploadType, StartOwnRecordFileInput, StartRecordFileInput } from './record-files.graphql.js';
import { RecordFilesService } from './record-files.service.js';

const OWN_FILE_ID = { type: () => ID, description: 'A file that you are bringing into your own record.' };
const FILE_ID = { type: () => ID, description: 'A file that your site is putting into a record.' };

/** Large files of entries, from who writes them. Their bytes come and go over REST. */
@Resolver()
export class RecordFilesResolver {
  constructor(private readonly files: RecordFilesService) {}

  @Query(() => RecordUploadType, {
    nullable: true,
    description:
      'What has arrived of a file, to go on after an interruption; null where there is no such file.',
  })
  @Allow('record.write')
  recordUpload(
    @CurrentActor() actor: Actor,
    @Args('fileId', FILE_ID) fileId: string,
  ): Promise<RecordUploadType | null> {
    return this.files.upload(actor, fileId);
  }

  @Mutation(() => Boolean, {
    description: 'Begins to put a sealed file into a patient’s record. Begun twice it is begun once.',
  })
  @Allow('record.write')
  async startRecordFile(
    @CurrentActor() actor: Actor,
    @Args('input') input: StartRecordFileInput,
  ): Promise<boolean> {
    await this.files.start(actor, input);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Says that the release nodes took the entry that names the file. Without it the file is deleted after seven days, unless somebody read it.',
  })
  @Allow('record.write')
  async keepRecordFile(
    @CurrentActor() actor: Actor,
    @Args('fileId', FILE_ID) fileId: string,
  ): Promise<boolean> {
    await this.files.keep(actor, fileId);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Gives a file up that no entry names yet, and deletes it.' })
  @Allow('record.write')
  async dropRecordFile(
    @CurrentActor() actor: Actor,
    @Args('fileId', FILE_ID) fileId: string,
  ): Promise<boolean> {
    await this.files.drop(actor, fileId);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Begins to bring a sealed file into the own record. Begun twice it is begun once.',
  })
  @Allow('record.own')
  async startOwnRecordFile(
    @CurrentActor() actor: Actor,
    @Args('input') input: StartOwnRecordFileInput,
  ): Promise<boolean> {
    await this.files.start(actor, input);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Says that the release nodes took the entry of the own record that names the file. Without it the file is deleted after seven days, unless somebody read it.',
  })
  @Allow('record.own')
  async keepOwnRecordFile(
    @CurrentActor() actor: Actor,
    @Args('fileId', OWN_FILE_ID) fileId: string,
  ): Promise<boolean> {
    await this.files.keep(actor, fileId);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Gives up a file that no entry of the own record names yet, and deletes it.',
  })
  @Allow('record.own')
  async dropOwnRecordFile(
    @CurrentActor() actor: Actor,
    @Args('fileId', OWN_FILE_ID) fileId: string,
  ): Promise<boolean> {
    await this.files.drop(actor, fileId);
    return true;
  }
}
