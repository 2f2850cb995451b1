# A voice for Orca that speaks into a pipe: what a listener would hear, one JSON value a line on the file descriptor 3.
#
# Orca reads this file from its folder at the start. `orca.mjs` puts it there and reads the pipe. No sound is made and no
# speech engine is needed. A text is {"said": …}. What is read of a whole page ("say all") is {"read": …}, and ends
# with {"end": "completed"} or, when a key or another text cuts it off, with {"end": "interrupted"}.
#
# As with a real engine (speechdispatcherfactory.py of Orca 43), Orca is asked for the next sentence of a page only when
# the last one was spoken: MBC_PACE milliseconds each. So a page can change while it is read.

import json
import os
import sys
import types

from gi.repository import GLib
from orca import settings, speechserver

PIPE = os.fdopen(3, "w", buffering=1)
PACE = int(os.environ["MBC_PACE"])


def write(**what):
    print(json.dumps(what), file=PIPE)


class SpeechServer(speechserver.SpeechServer):
    the_only = None

    @staticmethod
    def getFactoryName():
        return "pipe"

    @staticmethod
    def getSpeechServers():
        return [SpeechServer.getSpeechServer()]

    @staticmethod
    def getSpeechServer(info=None):
        SpeechServer.the_only = SpeechServer.the_only or SpeechServer()
        return SpeechServer.the_only

    @staticmethod
    def shutdownActiveServers():
        pass

    def __init__(self):
        super().__init__()
        self.page = None

    def getInfo(self):
        return ["pipe", "pipe"]

    def getVoiceFamilies(self):
        return []

    def speak(self, text=None, acss=None, interrupt=True):
        if interrupt:
            self.stop()
        if text:
            write(said=text)

    def speakCharacter(self, character, acss=None):
        write(said=character)

    def speakKeyEvent(self, event, acss=None):
        write(said=event.getKeyName())

    def sayAll(self, utteranceIterator, progressCallback):
        self.page = (utteranceIterator, progressCallback)
        GLib.idle_add(self.next, self.page, None)

    def next(self, page, spoken):
        if page is not self.page:
            return False
        sentences, tell = page
        if spoken:
            tell(spoken.copy(), speechserver.SayAllContext.COMPLETED)
        try:
            self.context, _ = next(sentences)
        except StopIteration:
            self.page = None
            write(end="completed")
            return False
        write(read=self.context.utterance)
        tell(self.context.copy(), speechserver.SayAllContext.PROGRESS)
        GLib.timeout_add(PACE, self.next, page, self.context)
        return False

    def stop(self):
        if not self.page:
            return
        _, tell = self.page
        self.page = None
        write(end="interrupted")
        tell(self.context.copy(), speechserver.SayAllContext.INTERRUPTED)


module = types.ModuleType("mbc_voice")
module.SpeechServer = SpeechServer
sys.modules["mbc_voice"] = module
settings.speechServerFactory = "mbc_voice"
# Otherwise it names each key that is pressed.
settings.enableKeyEcho = False
