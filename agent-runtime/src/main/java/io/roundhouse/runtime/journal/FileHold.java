package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two processes from performing the runs of one journal: a lock beside the file, which the system frees when we die. */
final class FileHold implements AutoCloseable {

  private final FileChannel channel;

  private FileHold(FileChannel channel) {
    this.channel = channel;
  }

  static FileHold take(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new FileHold(channel);
      }
    } catch (OverlappingFileLockException sameProcess) {
      channel.close();
      throw new JournalException("journal '" + file + "' is open in this process already; close it first", sameProcess);
    }
    channel.close();
    throw new JournalException("journal '" + file + "' is in use by another process; stop it or choose another journal");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
