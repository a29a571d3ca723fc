package main

import "io"

// stoppable reads until it is told to stop, also while it waits for more: a read from a pipe cannot be called back.
func stoppable(r io.Reader, stop <-chan struct{}) io.Reader {
	if stop == nil {
		return r
	}
	return &stopReader{r: r, stop: stop}
}

type stopReader struct {
	r    io.Reader
	stop <-chan struct{}
	want chan []byte
	got  chan readResult
	rest []byte // what was read and not taken yet
	err  error
	bufs [2][]byte
}

type readResult struct {
	data []byte
	err  error
}

func (s *stopReader) Read(p []byte) (int, error) {
	select {
	case <-s.stop:
		return 0, errInterrupted
	default:
	}
	if s.want == nil {
		s.want, s.got = make(chan []byte, 1), make(chan readResult, 1)
		go func(r io.Reader) {
			for b := range s.want {
				n, err := r.Read(b)
				s.got <- readResult{b[:n], err}
				if err != nil {
					return
				}
			}
		}(s.r)
		s.bufs = [2][]byte{make([]byte, 256<<10), make([]byte, 256<<10)}
		s.want <- s.bufs[0]
	}
	if len(s.rest) == 0 && s.err == nil {
		select {
		case <-s.stop:
			return 0, errInterrupted
		case res := <-s.got:
			s.rest, s.err = res.data, res.err
			if s.err == nil { // reads ahead while this is decoded
				s.bufs[0], s.bufs[1] = s.bufs[1], s.bufs[0]
				s.want <- s.bufs[0]
			}
		}
	}
	n := copy(p, s.rest)
	if s.rest = s.rest[n:]; n > 0 || s.err == nil {
		return n, nil
	}
	return 0, s.err
}
